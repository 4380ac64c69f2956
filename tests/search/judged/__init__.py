"""How relevant the answers of an engine are, by a set of judged queries: see ``queries.toml``."""
