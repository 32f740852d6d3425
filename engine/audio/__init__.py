"""Sound: files, microphone, quality, denoising, slicing, transcription."""
