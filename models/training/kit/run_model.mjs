// Runs an ONNX model over raw frames from stdin, in the runtime that the station ships.
// usage: node run_model.mjs MODEL; per uint8 frame in: its outputs out as float32, in the order of the graph;
// at the end one line of JSON on stderr with the time of each run in milliseconds.
import { InferenceSession, Tensor } from 'onnxruntime-node';

const session = await InferenceSession.create(process.argv[2], { intraOpNumThreads: 1, interOpNumThreads: 1 });
const { name, shape } = session.inputMetadata[0];
const frame = new Uint8Array(shape.reduce((a, b) => a * b));
const image = new Tensor('uint8', frame, shape);
const times = [];

let filled = 0;
for await (const chunk of process.stdin) {
  for (let from = 0; from < chunk.length; ) {
    const taken = chunk.subarray(from, from + frame.length - filled);
    frame.set(taken, filled);
    from += taken.length;
    filled += taken.length;
    if (filled < frame.length) continue;
    filled = 0;
    const started = performance.now();
    const outputs = await session.run({ [name]: image });
    times.push(performance.now() - started);
    for (const output of session.outputNames) {
      const { data } = outputs[output];
      process.stdout.write(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }
  }
}
console.error(JSON.stringify(times));
