"""``kakanai keys``: the keys with which handovers are signed, sealed and opened."""
