"""Measurements beside peers, each peer in the same run."""
