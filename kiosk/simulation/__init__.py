"""A day at the counter that never was: who would have waited how long, with other windows and another dial.

The people come from the history of a past day or are invented; the calls are made by the very rules of kiosk.queue.
"""
