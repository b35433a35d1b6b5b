// Stops the built program with Ctrl+C while it trains, goes on from what it has left, and expects the file of a training
// that was never stopped. A file that cannot be written is noticed before the first step.
//     node tests/engine/cli/train_stops.mjs build/native/attn FOLDER
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [attn, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const recipe = join(folder, "recipe.txt"), part = join(folder, "part.safetensors"), whole = join(folder, "whole.safetensors");
writeFileSync(recipe, "task=previous\nlayers=1\nwidth=8\nbatch=2\n");

const training = spawn(attn, ["train", recipe, "-o", part, "--steps", "1000000"]);
let said = "", lines = "";
training.stderr.on("data", (text) => (said += text));
training.stdout.on("data", (text) => {
    lines += text;
    if (/\n +100 /.test(lines)) training.kill("SIGINT"); // when it has shown its hundredth step
});
const code = await new Promise((done) => training.on("exit", done));
assert.equal(code, 130);
const step = Number(/^attn: stopped after step (\d+)\. To go on: attn train --resume /.exec(said)?.[1]);
assert.ok(step >= 100 && step < 1000000, said);

const run = (...words) => spawnSync(attn, ["train", ...words], { encoding: "utf8" });
const steps = String(step + 20);
assert.equal(run("--resume", part, "-o", part, "--steps", steps).status, 0);
assert.equal(run(recipe, "-o", whole, "--steps", steps).status, 0);
assert.deepEqual(readFileSync(part), readFileSync(whole));

const nowhere = run(recipe, "-o", join(folder, "no", "folder"), "--steps", "1000000");
assert.equal(nowhere.status, 1);
assert.match(nowhere.stderr, /^attn: .*folder: the file cannot be written\.\n$/);
assert.equal(nowhere.stdout, "");
