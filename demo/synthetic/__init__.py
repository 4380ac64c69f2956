"""Generated cases: to see the site, and to measure it, with more content than there is."""
