"""The door to the window: builds everything once and hands it down."""
