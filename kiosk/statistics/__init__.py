"""What a manager wants to know of the queue: pure sums over its history, by hour, day, event and desk.

Nothing here is about a resident, and nothing about a member of staff: who called is not even read.
"""
