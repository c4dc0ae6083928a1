"""Time as values: plain Python, no Django. Moments are aware datetimes; house days are dates."""
