"""A room that breaks each rule of core/checks.py; only test_checks.py installs it."""
