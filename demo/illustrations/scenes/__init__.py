"""The lead pictures, by what their cases do."""
