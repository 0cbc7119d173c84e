"""Days as the law counts them: 和暦, periods, opening days (being written)."""
