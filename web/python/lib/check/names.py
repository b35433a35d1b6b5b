"""What a layer is for, from its name: q_proj, W_q, toqueries, qkv, kv, c_attn, fc_out and their kin."""

_WORDS = {
    "q": ("q", "qs", "que", "query", "queries", "querys", "asks"),
    "k": ("k", "ks", "key", "keys"),
    "v": ("v", "vs", "val", "vals", "value", "values"),
    "o": ("o", "out", "output", "outputs", "unify", "unifyheads", "merge", "combine", "combined", "dense", "final",
          "concat", "mix", "mixer", "join"),
}
_AFFIXES = ("w", "to", "fc", "l", "lin", "linear", "proj", "mat", "p", "m", "layer", "b", "bias", "weight")
_PARTS = ("quer", "key", "val")


def _split(component):
    """The words of a name: at underscores, before capitals, at digits."""
    words = []
    word = ""
    for i, c in enumerate(component):
        lower = i > 0 and component[i - 1].isalpha() and component[i - 1] == component[i - 1].lower()
        if not c.isalpha() or (c != c.lower() and lower):
            if word:
                words.append(word.lower())
            word = c if c.isalpha() else ""
        else:
            word += c
    if word:
        words.append(word.lower())
    return words


def _exact(word):
    for role in "qkvo":
        if word in _WORDS[role]:
            return role
    if len(word) in (2, 3) and all([c in "qkv" for c in word]) and len(set(word)) == len(word):
        return word
    return ""


def _role_of_word(word):
    role = _exact(word)
    if role:
        return role
    for affix in _AFFIXES:
        if word.startswith(affix) and len(word) > len(affix):
            role = _exact(word[len(affix) :])
            if role:
                return role
        if word.endswith(affix) and len(word) > len(affix):
            role = _exact(word[: -len(affix)])
            if role:
                return role
    if "quer" in word and "key" in word:
        return "qkv" if "val" in word else "qk"
    if "key" in word and "val" in word:
        return "kv"
    for part, role in zip(_PARTS, "qkv"):
        if part in word:
            return role
    return "o" if word.startswith("out") or word.startswith("unify") or word.endswith("out") else ""


def role_of(path):
    """'q', 'k', 'v', 'o', letters in the order of a fused layer ('qkv', 'kv', ...), or '' where the name says nothing.

    The first component of the dotted path that says something decides; what is inside a "qkv" may say it more exactly.
    """
    wide = ""
    for component in path.split("."):
        roles = []
        for word in _split(component):
            role = _role_of_word(word)
            if role and role not in roles:
                roles.append(role)
        inputs = "".join([r for r in roles if r != "o"])
        if not inputs or len(set(inputs)) < len(inputs):
            inputs = roles[0] if roles else ""
        if len(inputs) == 1:
            return inputs
        wide = wide or inputs
    return wide


def similar(name, names):
    """The one of `names` that is most like `name`, or None."""
    def letters(text):
        return "".join([c for c in text.lower() if c.isalpha()])

    wanted = letters(name)
    best, most = None, 0.0
    for other in names:
        own = letters(other)
        if not own:
            continue
        pairs = [wanted[i : i + 2] for i in range(len(wanted) - 1)]
        found = [own[i : i + 2] for i in range(len(own) - 1)]
        shared = 0
        for p in pairs:
            if p in found:
                found.remove(p)
                shared += 1
        score = 2 * shared / (len(pairs) + len(own) - 1) if len(pairs) + len(own) > 1 else 0
        if score > most:
            best, most = other, score
    return best if most > 0.55 else None
