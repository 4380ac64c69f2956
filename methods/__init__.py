"""The science of Schoolmix as pure functions: no Django, usable from a notebook.

This room is at the bottom of the house: it imports no other room, and every other room may import it.
"""
