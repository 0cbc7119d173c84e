"""``kakanai demo``: one whole visit by itself, on real devices or what stands in for them."""
