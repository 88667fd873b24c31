"""Runs a written model in onnxruntime-node, the runtime that ships: probabilities and limits are
fitted to what the station will see, not to what PyTorch computes."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx

RUNNER = Path(__file__).with_name("run_model.mjs")
QUIET = 25


@dataclass
class Outputs:
    """`arrays`: output name -> float32 [n, ...] (the graph's leading 1 becomes n); `times` in ms per frame."""

    arrays: dict
    times: np.ndarray

    def __getitem__(self, name: str) -> np.ndarray:
        return self.arrays[name]

    @property
    def scores(self) -> np.ndarray:
        """A picture's score is the highest probability of its map (the first output): [n]."""
        heat = next(iter(self.arrays.values()))
        return heat.reshape(len(heat), -1).max(1)

    @property
    def latency(self) -> float:
        """Median of the quietest QUIET frames in a row: other processes only make it longer."""
        medians = [np.median(self.times[i:i + QUIET]) for i in range(max(1, len(self.times) - QUIET + 1))]
        return float(min(medians))


def run_model(model: Path, images) -> Outputs:
    """uint8 images [H, W, C] -> outputs, in lockstep over pipes, on one thread."""
    shapes = {output.name: [d.dim_value for d in output.type.tensor_type.shape.dim][1:]
              for output in onnx.load(str(model)).graph.output}
    sizes = [int(np.prod(shape)) for shape in shapes.values()]
    rows = []
    with subprocess.Popen(["node", str(RUNNER), str(model)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as node:
        for image in images:
            try:
                node.stdin.write(np.ascontiguousarray(image))
                node.stdin.flush()
            except BrokenPipeError:
                break  # it has ended: its own report says why, below
            rows.append(np.frombuffer(node.stdout.read(4 * sum(sizes)), np.float32))
        node.stdin.close()
        report = node.stderr.read().decode()
    if node.returncode:
        raise RuntimeError(f"onnxruntime-node failed: {report}")
    parts = np.split(np.stack(rows), np.cumsum(sizes)[:-1], axis=1)
    arrays = {name: part.reshape(-1, *shape) for part, (name, shape) in zip(parts, shapes.items())}
    return Outputs(arrays, np.array(json.loads(report)))
