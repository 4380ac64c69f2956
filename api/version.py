"""Where the API is, and which version: the whole number is in the address, the rest in a header."""

VERSION = "1.0.0"
#: Without a slash at the end: no address of the API has one.
BASE = "/api/v1"
