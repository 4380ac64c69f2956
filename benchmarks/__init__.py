"""Measures the site's pages beside what stock Wagtail would take: `make bench`."""
