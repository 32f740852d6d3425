"""Keys and values of earlier positions, kept so that each new token costs one position only."""

from torch import Tensor


class LayerCache:
    """Keys and values of one layer, [B, heads, capacity, head width], filled from the left."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.length = 0
        self._keys: Tensor | None = None
        self._values: Tensor | None = None

    def append(self, key: Tensor, value: Tensor) -> tuple[Tensor, Tensor]:
        """Add positions, [B, heads, T, head width]; returns all keys and all values so far."""
        start, self.length = self.length, self.length + key.shape[2]
        if self._keys is None or self._values is None:
            self._keys, self._values = self._room(key), self._room(value)
        elif self.length > self.capacity:
            self.capacity = max(self.length, 2 * self.capacity)
            self._keys = self._room(self._keys[:, :, :start])
            self._values = self._room(self._values[:, :, :start])
        self._keys[:, :, start : self.length] = key
        self._values[:, :, start : self.length] = value
        return self._keys[:, :, : self.length], self._values[:, :, : self.length]

    def keep(self, rows: Tensor) -> None:
        """Drop all rows of the batch but these."""
        if self._keys is not None and self._values is not None:
            self._keys, self._values = self._keys[rows], self._values[rows]

    def _room(self, like: Tensor) -> Tensor:
        batch, heads, length, width = like.shape
        room = like.new_zeros(batch, heads, max(self.capacity, length), width)
        room[:, :, :length] = like
        return room


class KeyValueCache:
    """One `LayerCache` a layer. `capacity` positions are reserved; more make it grow."""

    def __init__(self, layers: int, capacity: int) -> None:
        self.layers = [LayerCache(capacity) for _ in range(layers)]

    @property
    def length(self) -> int:
        return self.layers[0].length

    def keep(self, rows: Tensor) -> None:
        """Drop all rows of the batch but these (indices [n])."""
        for layer in self.layers:
            layer.keep(rows)
