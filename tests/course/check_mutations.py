"""Right programs made wrong by one small change of their text: none may pass, and a mistake that is named is the true one.

Runs under real PyTorch; skipped where there is none. python3 tests/course/check_mutations.py [WORD]
"""
import re
import sys

import corpus

# (exercises, what is found, what it becomes, names that are true of it). One program for each place where it is found.
CHANGES = [
    ("125 3", r" / (math\.)?sqrt\((self\.\w+|\w+|\w+\.(size|shape)[\[\(]-1[\]\)]|E // H)\)", "", {"no-scale"}),
    ("1253", r"math\.sqrt\((self\.\w+|\w+|\w+\.size\(-1\)|\w+\.shape\[-1\])\)", r"\1", {"scale-dk"}),
    ("125", r" \* (self\.scale|scale)\b", "", {"no-scale"}),
    ("1253", r"\*\* -0\.5", "** 0.5", {"scale-multiplied"}),
    ("125", r"\*\* -0\.5", "** -1", {"scale-dk"}),
    ("125", r"/ math\.sqrt", "* math.sqrt", {"scale-multiplied"}),
    ("1253", r"(softmax\([^()\n]*(\([^()\n]*\))?[^()\n]*)dim=-1\)", r"\1dim=-2)", {"softmax-wrong-dim"}),
    ("1253", r"(softmax\([^()\n]*(\([^()\n]*\))?[^()\n]*)dim=-1\)", r"\1dim=0)", {"softmax-wrong-dim"}),
    ("1253", r"\.softmax\((dim=)?-1\)", ".softmax(-2)", {"softmax-wrong-dim"}),
    ("253", r"\.softmax\((dim=)?-1\)", ".softmax(1)", {"softmax-wrong-dim"}),
    ("1253", r"\bk\.transpose\(-[12], -[12]\)", "k", {"k-not-transposed"}),
    ("12", r"\bk\.transpose\(-2, -1\)", "k.reshape(k.shape[:-2] + (k.shape[-1], k.shape[-2]))", {"k-not-transposed"}),
    ("1253", r"\b(weights|w|attn|att|attention|probs) @ v\b", r"\1 @ k", {"values-are-keys"}),
    ("125", r"mask == 0\b", "mask == 1", {"mask-inverted"}),
    ("1253", r"float\(['\"]-inf['\"]\)", "0.0", {"mask-with-zero", "mask-ignored", "mask-all-ones"}),
    ("1253", r"-1e9\b", "-1e-9", {"mask-with-zero", "mask-ignored"}),
    ("1253", r"-1e9\b", "1.0", {"mask-with-zero", "mask-inverted"}),
    ("125", r"~mask\b", "mask", {"mask-inverted"}),
    ("1253", r"(\w+) = (\1\.masked_fill\([^\n]*mask)", r"\2", {"mask-ignored"}),
    ("25", r"\.transpose\(1, 2\)\.contiguous\(\)\.view", ".reshape", {"merge-without-transpose"}),
    ("25", r"\.transpose\(1, 2\)\.reshape", ".reshape", {"merge-without-transpose"}),
    ("25", r"\.permute\(0, 2, 1, 3\)\.reshape\((b|B|batch), (n|t|T|seq)", r".reshape(\1, \2", {"merge-without-transpose"}),
    ("25", r"self\.(out_proj|w_o|W_o|c_proj|o_proj|fc_out|to_out|final|fc_o|unifyheads|output_proj)"
           r"\(((?:[^()]|\([^()]*\))*)\)(?=[\n,])", r"(\2)", {"no-out-proj"}),
    ("25", r"torch\.softmax\(scores, dim=-1\)\n(\s+)weights = self\.dropout\(weights\)",
     r"torch.softmax(self.dropout(scores), dim=-1)", {"dropout-on-scores"}),
    ("25", r"self\.training\)", "True)", {"dropout-in-eval"}),
    ("25", r"training=self\.training\)", "training=True)", {"dropout-in-eval"}),
    ("125", r"self\.k_proj\(", "self.q_proj(", {"same-projection"}),
    ("12", r"self\.(w_k|W_k)\(", "self.w_q(", {"same-projection"}),
    ("12", r"self\.v_proj\(", "self.k_proj(", {"values-are-keys"}),
    ("1", r"return output, weights", "return weights, output", {"returns-weights"}),
    ("1", r"return output, weights", "return output", {"returns-output-only"}),
    ("1", r"return weights @ v, weights", "return weights", {"returns-weights"}),
    ("5", r"(self\.(k_proj|key|W_k|keys|fc_k|linear_k|wk)\()memory", r"\1x", {"keys-from-x"}),
    ("5", r"(self\.(v_proj|value|W_v|values|fc_v|linear_v|wv)\()memory", r"\1x", {"values-from-x"}),
    ("5", r"(self\.(q_proj|query|W_q|queries|fc_q|linear_q|to_q)\()x\b", r"\1memory", {"memory-as-query"}),
    ("3", r"\btril\b", "triu", {"mask-transposed"}),
    ("3", r"triu\((.*), diagonal=1\)", r"triu(\1)", {"causal-off-by-one"}),
    ("3", r"triu\((.*), diagonal=1\)", r"triu(\1, diagonal=2)", {"causal-off-by-one"}),
    ("3", r"\bj <= i\b", "j < i", {"causal-off-by-one"}),
    ("3", r"\bj <= i\b", "j <= i + 1", {"causal-off-by-one"}),
    ("3", r"\bj <= i\b", "j >= i", {"mask-transposed"}),
    ("3", r"!= pad_id", "== pad_id", {"mask-inverted"}),
    ("3", r"== pad_id", "!= pad_id", {"mask-inverted"}),
    ("3", r"(!=|==) pad_id", r"\1 0", {"pad-id-ignored"}),
    ("3", r"\[:, None, None, :\]", "[:, None, :, None]", {"padding-on-rows"}),
    ("3", r"\[:, None, None, :\]", "", {"padding-shape"}),
    ("3", r"\.unsqueeze\(1\)\.unsqueeze\(2\)", "", {"padding-shape"}),
    ("4", r"torch\.log\(", "torch.log2(", {"entropy-in-bits"}),
    ("4", r"\.log\(\)", ".log2()", {"entropy-in-bits"}),
    ("4", r"(return|=) -(\(|torch)", r"\1 \2", {"entropy-sign"}),
    ("4", r"\.sum\(dim=-1\)", ".mean(dim=-1)", {"entropy-averaged"}),
    ("4", r"\.sum\((dim=)?-1\)", ".sum(-2)", {"entropy-wrong-dim"}),
    ("4", r"range\(i \+ 1, (\w+|weights\.shape\[0\]|weights\.size\(0\))\)", r"range(\1)", {"similar-to-itself"}),
    ("4", r"\bd < best", "d > best", {"least-similar"}),
    ("4", r"imshow\(weights", "imshow(weights.T", {"axes-swapped"}),
    ("4", r"return min\(", "return max(", {"least-similar"}),
    ("4", r"    (plt|axes|ax)\.(yticks|set_yticks)\(.*\n", "", {"no-token-labels"}),
]
# Changes that leave a program right, as (file, change begins with, places or None for all): the place is never reached,
# or is about the first numbers of a layer, or a second call does the same.
STILL_RIGHT = [
    ("1/right_lambda_init.py", r" / (math", (1,)), ("1/right_lambda_init.py", r"math\.sqrt", (1,)),
    ("1/right_lambda_init.py", r"/ math\.sqrt", (1,)),
    ("2/right_parameters.py", r" / (math", (0, 1, 2, 3)), ("2/right_parameters.py", r"math\.sqrt", (0, 1, 2, 3)),
    ("2/right_parameters.py", r"/ math\.sqrt", (0, 1, 2, 3)),
    ("4/right_kl.py", r"\.log\(\)", (1, 2)),
    ("4/right_combinations.py", r"    (plt", (0,)), ("4/right_reversed_pair.py", r"    (plt", (0,)),
    ("4/right_subplots.py", r"    (plt", (0,)), ("4/right_matshow_none.py", r"    (plt", (0,)),
    ("4/right_standard.py", r"    (plt", (0,)), ("4/right_where_cdist.py", r"    (plt", (0,)),
    ("4/right_xlogy_topk.py", r"    (plt", (0,)), ("4/right_matshow_none.py", r"\.log\(\)", (0,)),
    ("4/right_matshow_none.py", r"\.sum\((dim=)?-1\)", (0,)),
    ("1/right_manual_softmax.py", r" / (math", (0, 1, 2, 3)), ("2/right_params_einsum.py", r" / (math", (0,)),
    ("2/right_params_einsum.py", r"math\.sqrt", (0,)), ("2/right_params_einsum.py", r"/ math\.sqrt", (0,)),
    ("1/right_torch_docs.py", r"mask == 0", (0,)), ("1/right_torch_docs.py", r"float\(", (0, 1, 2)), ("4/right_type_hints.py", r"    (plt", (0,)),
]


def still_right(file, pattern, place):
    return any(file == f and pattern.startswith(start) and place in places for f, start, places in STILL_RIGHT)


def changed(source, pattern, new):
    """The texts that one change at one place makes; one more where it is made everywhere."""
    places = list(re.finditer(pattern, source))
    texts = [source[: m.start()] + m.expand(new) + source[m.end() :] for m in places]
    if len(places) > 1:
        texts.append(re.sub(pattern, new, source))
    return [t for t in texts if t != source]


def main():
    try:
        import torch  # noqa: F401
    except ImportError:
        print("skipped: no PyTorch here")
        return 0
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    count = named = 0
    wrong, unnamed, used = [], {}, set()
    for exercise, name, path in corpus.programs():
        if not name.startswith("right") or word not in path:
            continue
        with open(path, encoding="utf-8") as f:
            source = f.read()
        for number, (exercises, pattern, new, true) in enumerate(CHANGES):
            if exercise not in exercises:
                continue
            for place, text in enumerate(changed(source, pattern, new)):
                if still_right(exercise + "/" + name, pattern, place):
                    continue
                used.add(number)
                count += 1
                result = corpus.judged(exercise, text)
                label = "%s/%s, change %d (%s) at place %d" % (exercise, name, number, sorted(true)[0], place)
                mistake = result["mistake"]
                if result["passed"]:
                    wrong.append(label + ": passes")
                elif mistake in true or any(mistake in corpus.ACCEPT.get(t, ()) for t in true):
                    named += 1
                elif mistake is not None:
                    wrong.append("%s: named %s" % (label, mistake))
                else:
                    unnamed[label] = result["error"] or [c["message"] for c in result["checks"] if not c["ok"]][:1]
                    if word:
                        print("unnamed:", label, unnamed[label])
    print("\n".join(wrong))
    if not word:
        for number in range(len(CHANGES)):
            if number not in used:
                wrong.append("change %d is never made: %s" % (number, CHANGES[number][1]))
    print("%d programs made wrong, %d named rightly, %d not named, %d judged wrongly"
          % (count, named, len(unnamed), len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
