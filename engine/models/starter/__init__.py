"""The starter family: Kokoro-82M, which ships inside and serves everybody offline."""
