from search.management.commands.update_index import Command

__all__ = ["Command"]
