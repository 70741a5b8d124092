"""The world goes wrong: kills, full disks, flipped bytes, folders that vanish."""
