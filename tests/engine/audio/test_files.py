"""Sound files: every format comes back, bad ones are refused with a sentence."""

import av
import numpy as np
import pytest
import soundfile

from engine.audio.channels import choose_mix, read_mono, read_stretches
from engine.audio.files import find_audio, probe, read_audio, read_blocks, write_audio
from engine.errors import EngineError

RATE = 44_100
TONE = (0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.float32)


def likeness(a, b):
    """Largest normalised cross-correlation: 1.0 for the same sound, whatever its delay."""
    size = 1 << (len(a) + len(b)).bit_length()
    cross = np.fft.irfft(np.fft.rfft(a, size) * np.conj(np.fft.rfft(b, size)))
    return cross.max() / np.sqrt(np.sum(a**2) * np.sum(b**2))


@pytest.mark.parametrize("extension", [".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a"])
def test_what_is_written_is_read_again(tmp_path, extension):
    path = tmp_path / f"声音 ülf 1{extension}"
    write_audio(path, TONE, RATE)
    samples, rate = read_audio(path)
    assert abs(len(samples) / rate - 1.0) < 0.06
    expected = (
        TONE
        if rate == RATE
        else np.interp(np.arange(0, 1, 1 / rate), np.arange(RATE) / RATE, TONE).astype(np.float32)
    )
    assert likeness(samples, expected) > 0.98


@pytest.mark.parametrize("extension", [".wav", ".flac"])
def test_louder_than_full_is_limited_and_never_wraps(tmp_path, extension):
    path = tmp_path / f"loud{extension}"
    write_audio(path, 4.0 * TONE, RATE)
    samples, _ = read_audio(path)
    assert np.all(np.sign(samples[np.abs(TONE) > 0.01]) == np.sign(TONE[np.abs(TONE) > 0.01]))
    assert np.abs(samples).max() <= 1.0


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"])
@pytest.mark.parametrize("channels", [1, 2, 6, 8])
def test_bit_depths_and_channels(tmp_path, subtype, channels):
    path = tmp_path / "a.wav"
    soundfile.write(path, np.stack([TONE] * channels, axis=1), 8_000, subtype=subtype)
    assert (probe(path).rate, probe(path).channels) == (8_000, channels)
    blocks = np.concatenate(list(read_blocks(path, 1.0)))
    assert blocks.dtype == np.float32
    np.testing.assert_allclose(blocks, np.stack([TONE] * channels, axis=1), atol=0.01)


@pytest.mark.parametrize(
    ("codec", "extension"), [("mp2", ".mkv"), ("pcm_s24le", ".mov"), ("wmav2", ".wma")]
)
def test_sound_of_videos_and_of_windows(tmp_path, codec, extension):
    path = tmp_path / f"film{extension}"
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=RATE, layout="stereo", bit_rate=128_000)
        resampler = av.AudioResampler(stream.format, "stereo", RATE, stream.frame_size or 1024)
        frame = av.AudioFrame.from_ndarray(np.stack([TONE, TONE]), format="fltp", layout="stereo")
        frame.sample_rate = RATE
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    assert probe(path).channels == 2
    samples, _ = read_audio(path)
    assert likeness(samples, TONE) > 0.97


def damaged(path, data):
    path.write_bytes(data)
    with pytest.raises(EngineError) as caught:
        read_audio(path)
    return caught.value


def test_bad_files_are_refused_in_words(tmp_path):
    assert "empty" in damaged(tmp_path / "a.wav", b"").message
    assert "not a known sound format" in damaged(tmp_path / "b.wav", b"hello " * 99).message
    write_audio(tmp_path / "c.wav", TONE, RATE)
    data = (tmp_path / "c.wav").read_bytes()
    assert "50%" in damaged(tmp_path / "d.wav", data[: len(data) // 2]).message
    write_audio(tmp_path / "c.flac", TONE, RATE)
    data = (tmp_path / "c.flac").read_bytes()
    assert damaged(tmp_path / "d.flac", data[: len(data) // 2]).kind == "damaged"
    with pytest.raises(EngineError, match="folder"):
        probe(tmp_path)
    with pytest.raises(EngineError, match="cannot be opened"):
        probe(tmp_path / "none.wav")


def test_a_stream_that_never_knew_its_length_is_whole(tmp_path):
    write_audio(tmp_path / "a.wav", TONE, RATE)
    data = bytearray((tmp_path / "a.wav").read_bytes())
    at = data.index(b"data") + 4
    data[at : at + 4] = b"\xff\xff\xff\xff"
    (tmp_path / "b.wav").write_bytes(data)
    assert len(read_audio(tmp_path / "b.wav")[0]) == RATE


def test_not_a_number_becomes_silence(tmp_path):
    sound = TONE.copy()
    sound[100:200] = np.nan
    sound[200] = np.inf
    soundfile.write(tmp_path / "a.wav", sound, RATE, subtype="FLOAT")
    samples, _ = read_audio(tmp_path / "a.wav")
    assert np.isfinite(samples).all()
    assert not samples[100:201].any()


def test_folders_are_searched_and_names_checked(tmp_path):
    (tmp_path / "in" / "deeper").mkdir(parents=True)
    write_audio(tmp_path / "in" / "b.wav", TONE, RATE)
    write_audio(tmp_path / "in" / "deeper" / "a.FLAC", TONE, RATE)
    (tmp_path / "in" / "notes.txt").write_text("no sound")
    names = [path.name for path in find_audio([tmp_path / "in", tmp_path / "in" / "b.wav"])]
    assert names == ["b.wav", "a.FLAC"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(EngineError, match="holds no sound files"):
        find_audio([tmp_path / "empty"])
    with pytest.raises(EngineError, match="no file"):
        find_audio([tmp_path / "gone.wav"])


def test_unknown_extension_and_unwritable_folder(tmp_path):
    with pytest.raises(EngineError, match=r"\.xyz"):
        write_audio(tmp_path / "a.xyz", TONE, RATE)
    (tmp_path / "file").write_text("")
    with pytest.raises(EngineError) as caught:
        write_audio(tmp_path / "file" / "a.wav", TONE, RATE)
    assert caught.value.kind == "disk"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def mixed(tmp_path, *channels):
    path = tmp_path / "mix.wav"
    soundfile.write(path, np.stack(channels, axis=1), RATE, subtype="FLOAT")
    return choose_mix(path)[0]


def test_mixdown_never_cancels_the_voice(tmp_path):
    noise = np.random.default_rng(0).normal(0, 1e-3, (2, RATE)).astype(np.float32)
    bursts = TONE * (np.arange(RATE) // 4410 % 2)
    same = mixed(tmp_path, bursts + noise[0], bursts + noise[1])
    np.testing.assert_allclose(same, [0.5, 0.5])
    reversed_phase = mixed(tmp_path, bursts + noise[0], -bursts + noise[1])
    assert sorted(reversed_phase) == [0.0, 1.0]
    one_sided = mixed(tmp_path, 0 * bursts, bursts + noise[0], noise[1])
    np.testing.assert_allclose(one_sided, [0.0, 1.0, 0.0])


def test_blocks_and_stretches_are_the_file(tmp_path):
    sound = np.random.default_rng(1).uniform(-1, 1, 100_003).astype(np.float32)
    soundfile.write(tmp_path / "a.wav", sound, 1000, subtype="FLOAT")
    one = np.ones(1, np.float32)
    blocks = list(read_mono(tmp_path / "a.wav", one, 777))
    assert {len(block) for block in blocks[:-1]} == {777}
    np.testing.assert_array_equal(np.concatenate(blocks), sound)
    wanted = [(0, 10), (5, 30_000), (29_000, 29_001), (99_000, 100_003)]
    for (start, end), stretch in zip(
        wanted, read_stretches(tmp_path / "a.wav", one, wanted), strict=True
    ):
        np.testing.assert_array_equal(stretch, sound[start:end])
