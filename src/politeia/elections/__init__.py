"""Votes to results: exact seats, and whether a referendum was valid."""
