"""The requests that record_torch.py sends: operations, shapes, strides, printing, errors."""

# Tensors of many kinds, each as the requests that make it and the handle it then has.
FLOATS = "[[0.5,-1.25,2.0],[3.75,-0.125,0.0]]"
KINDS = {
    "float": ([f"tensor {FLOATS}"], "#1"),
    "double": ([f"tensor {FLOATS} float64"], "#1"),
    "int": (["tensor [[1,-2,3],[4,0,-6]]"], "#1"),
    "int32": (["tensor [[1,-2,3],[4,0,-6]] int32"], "#1"),
    "byte": (["tensor [[1,2,3],[4,0,250]] uint8"], "#1"),
    "bool": (["tensor [[True,False,True],[False,False,True]]"], "#1"),
    "scalar": (["tensor 1.5"], "#1"),
    "int_scalar": (["tensor 3"], "#1"),
    "vector": (["tensor [0.25,-0.75,1.5]"], "#1"),
    "empty": (["tensor []"], "#1"),
    "transposed": ([f"tensor {FLOATS}", "t #1"], "#2"),
    "stepped": (["tensor [[0.5,1.0,-1.5,2.0],[2.5,-3.0,3.5,4.0],[4.5,5.0,5.5,-6.0]]", "index #1 [::2,1::2]"], "#2"),
    "expanded": (["tensor [[0.5],[-2.0]]", "expand #1 [3,2,4]"], "#2"),
    "cube": (["arange -6 6 0.5", "reshape #1 [2,3,4]", "transpose #2 0 2"], "#3"),
    "special": (["tensor [[nan,inf,-inf],[0.0,-0.0,1.0]]"], "#1"),
    "wide": (["tensor [[1000.5,-3.0,100000.0],[30.25,-40.5,0.001]]"], "#1"),
}


def using(kind, *requests):
    """`requests` on a tensor of the kind, with @ for its handle and + for that of the first result."""
    setup, handle = KINDS[kind]
    first = len(setup) + 1
    return setup + [r.replace("@", handle).replace("+", f"#{first}") for r in requests]


def one(kind, request):
    return using(kind, request, "tolist +", "stride +")


def unaries():
    each = ("neg abs sign square relu bitwise_not floor ceil trunc exp exp2 expm1 log log2 log10 log1p sqrt rsqrt reciprocal "
            "sin cos tan tanh sigmoid silu erf frac softplus leaky_relu elu round isnan isinf isfinite gelu logical_not").split()
    for name in each:
        for kind in ("float", "double", "int", "int32", "byte", "bool", "scalar", "transposed", "stepped", "empty", "special", "wide"):
            # What PyTorch 1.13 computes wrongly, or not at all, for no reason.
            if (name, kind) in {("frac", "int"), ("frac", "int32"), ("frac", "byte"), ("frac", "bool"), ("square", "byte"),
                                ("log1p", "special")}:
                continue
            if kind == "bool" and name in ("sign", "floor", "ceil", "trunc", "round"):
                continue
            yield one(kind, f"{name} @")
    for request in ("gelu @ tanh", "round @ 1", "round @ -1", "leaky_relu @ 0.2", "elu @ 0.5", "clamp @ -1 1", "clamp @ - 0.5",
                    "clamp @ 0", "clamp @", "tril @", "triu @ 1", "tril @ -1", "nan_to_num @", "nan_to_num @ 1.0 2.0 3.0"):
        for kind in ("float", "int", "cube", "special"):
            if (request, kind) in {("round @ -1", "int")}:
                continue
            yield one(kind, request)


def binaries():
    arithmetic = "add sub mul div floor_divide remainder fmod pow maximum minimum".split()
    relations = "eq ne lt le gt ge logical_and logical_or logical_xor".split()
    bitwise = "bitwise_and bitwise_or bitwise_xor".split()
    seconds = {
        "float": "tensor [1.5,-2.0,0.25]", "double": "tensor [1.5,-2.0,0.25] float64", "int": "tensor [2,3,-4]",
        "bool": "tensor [True,False,True]", "scalar": "tensor 2.5", "double_scalar": "tensor 2.5 float64",
        "int_scalar": "tensor 2", "byte": "tensor [1,2,3] uint8", "column": "tensor [[2.0],[-0.5]]", "four": "ones [4]",
    }
    for name in arithmetic + relations + bitwise:
        for kind in ("float", "int", "bool", "byte", "scalar", "transposed"):
            for second, make in seconds.items():
                if kind in ("bool", "byte") and second in ("bool", "byte") and name in ("pow", "floor_divide", "remainder", "fmod"):
                    continue
                if second == "bool" and name in ("floor_divide", "remainder", "fmod"):
                    continue
                if kind == "transposed" and second not in ("scalar", "four", "float"):
                    continue
                if name == "pow" and kind in ("int", "byte", "bool") and second == "int":
                    continue  # negative whole powers of tensors
                if name == "fmod" and second == "bool":
                    continue
                setup, handle = KINDS[kind]
                n = len(setup) + 1
                yield setup + [make, f"{name} {handle} #{n}", f"tolist #{n + 1}"]
            for number in ("2", "-1.5", "0.5", "True", "0"):
                if number == "True" and name in ("sub", "pow", "floor_divide", "remainder", "fmod", "maximum", "minimum"):
                    continue
                if name in ("maximum", "minimum", "logical_and", "logical_or", "logical_xor"):
                    continue
                if kind in ("bool", "byte") and name in ("pow", "floor_divide", "remainder", "fmod"):
                    continue
                if kind == "byte" and number == "-1.5" and name in relations:
                    continue
                if number == "True" and name in bitwise + relations:
                    continue
                yield one(kind, f"{name} @ {number}")
    for name in ("add", "sub", "mul", "div", "pow", "floor_divide", "remainder"):
        for number in ("2", "1.5", "-3"):
            for kind in ("float", "int", "bool"):
                if kind == "bool" and name in ("pow", "floor_divide", "remainder"):
                    continue
                if kind == "int" and name in ("floor_divide", "remainder"):
                    continue
                yield one(kind, f"{name} {number} @")
    yield one("float", "add @ @ 2")
    yield one("float", "sub @ 1 0.5")
    yield one("int", "div @ 2 floor")
    yield one("float", "div @ 2 trunc")
    yield one("int", "div @ 4 trunc")
    yield one("float", "div @ 2 up")


def in_place():
    for kind in ("float", "int", "bool", "double", "expanded", "transposed", "stepped"):
        for request in ("add_ @ 1", "add_ @ 0.5", "mul_ @ 2", "div_ @ 2", "sub_ @ 1.5", "exp_ @", "neg_ @", "clamp_ @ 0 1",
                        "zero_ @", "fill_ @ 2", "pow_ @ 2"):
            if kind == "bool" and request in ("clamp_ @ 0 1", "pow_ @ 2"):
                continue
            yield using(kind, request, "tolist #1", "tolist @")
    yield ["zeros [2,3]", "ones [4,5]", "add_ #1 #2", "copy_ #1 #2", "ones [3]", "add_ #3 #1", "copy_ #1 #3", "tolist #1"]
    yield ["zeros [2,3]", "t #1", "index #1 [0]", "fill_ #3 7", "tolist #2", "add_ #2 1", "tolist #1"]
    yield ["arange 0 6", "view #1 [2,3]", "index_put #2 [:,1] -1", "tolist #1", "index #1 [1:]", "index #1 [:-1]",
           "copy_ #3 #4", "tolist #1"]


def views():
    wanted = ["view @ [6]", "view @ [3,2]", "view @ [-1]", "view @ [-1,2]", "view @ [4]", "view @ [-1,4]", "view @ [-1,-1]",
              "view @ [1,6,1]", "view @ [-2,3]", "reshape @ [6]", "reshape @ [3,-1]", "reshape @ [4]", "transpose @ 0 1",
              "transpose @ -1 0", "transpose @ 0 2", "t @", "mT @", "permute @ [1,0]", "permute @ [0,0]", "permute @ [0,3]",
              "permute @ [-1,0]", "permute @ [0,1,2]", "expand @ [4,2,3]", "expand @ [2,-1]", "expand @ [3,3]", "expand @ [3]",
              "expand @ [-1,2,3]", "contiguous @", "squeeze @", "squeeze @ 0", "squeeze @ 3", "unsqueeze @ 0", "unsqueeze @ -1",
              "unsqueeze @ 4", "flatten @", "flatten @ 1", "flatten @ 1 0", "flatten @ 0 3", "narrow @ 0 1 1", "narrow @ 0 1 3",
              "narrow @ 1 -2 1", "select @ 0 1", "select @ 1 -1", "select @ 0 5", "diagonal @", "diagonal @ 1", "diagonal @ -1",
              "diagonal @ 0 1 0", "diagonal @ 0 0 0", "movedim @ 0 1", "movedim @ 0 5", "unflatten @ 1 [3,1]",
              "unflatten @ 1 [2,2]", "unflatten @ 0 [-1,1]", "flip @ 0", "flip @ [0,1]", "roll @ 1 0", "roll @ 1", "roll @ -2 1",
              "repeat @ [2,1]", "repeat @ [2,1,3]", "repeat @ 2", "repeat_interleave @ 2", "repeat_interleave @ 2 1", "is_contiguous @",
              "clone @", "detach @", "to @ int64", "to @ bool", "to @ float64", "to @ uint8", "info @", "len @"]
    for request in wanted:
        for kind in ("float", "transposed", "vector", "scalar", "cube", "expanded", "empty"):
            if kind == "empty" and request.startswith(("unflatten", "flip", "roll", "diagonal", "movedim", "to @")):
                continue
            if kind == "scalar" and request in ("expand @ [2,-1]", "expand @ [-1,2,3]") or kind == "empty" and request.startswith("narrow"):
                continue
            if kind == "scalar" and request.startswith(("unflatten", "flip", "roll", "diagonal", "narrow", "select", "repeat_inter")):
                continue
            if kind == "vector" and request.startswith("diagonal"):
                continue
            yield one(kind, request)
    yield ["ones [2,4,6]", "view #1 [2,4,2,3]", "transpose #2 1 2", "view #3 [2,8,3]", "view #3 [4,4,3]", "reshape #3 [4,12]",
           "contiguous #3", "view #5 [4,12]", "stride #3", "is_contiguous #3"]
    yield ["ones [2,3,4]", "transpose #1 1 2", "mul #2 2", "view #3 [2,12]", "stride #3", "gt #2 0", "masked_fill #2 #4 0", "stride #5",
           "clone #2", "stride #6", "softmax #2 -1", "stride #7", "zeros_like #2", "stride #8", "add #1 #1", "ones [4,3]", "add #2 #10",
           "stride #11", "add #10 #2", "stride #12", "where #4 #2 0.0", "stride #13", "to #2 float64", "stride #14", "tril #2",
           "stride #15", "dropout #2 0.5", "stride #16", "sum #2 0", "stride #17", "cat [#2,#2] 0", "stride #18", "flip #2 0",
           "stride #19", "permute #1 [2,0,1]", "exp #20", "stride #21", "cumsum #2 0", "stride #22", "sort #2", "stride #23",
           "repeat #2 [1,1,1]", "stride #25", "index #2 [:,1]", "stride #26", "max #2 0", "stride #27", "round #20 1", "stride #29"]
    yield ["ones [2,1,3]", "squeeze #1 1", "squeeze #1", "unsqueeze #1 2", "stride #4", "expand #1 [2,5,3]", "view #5 [30]",
           "reshape #5 [30]", "stride #6"]


def indexing():
    specs = ["[0]", "[-1]", "[1,2]", "[:,1]", "[1:]", "[:,::2]", "[...,0]", "[_]", "[:,_]", "[0,...]", "[...,_]", "[5:]", "[-1:]",
             "[0,_,1]", "[2]", "[0,3]", "[0,0,0]", "[...,...]", "[:,:-1]", "[1:1]", "[0:10:3]", "[::0]", "[::-1]", "[True]",
             "[False]", "[...]", "[_,...,_]", "[-3]"]
    for spec in specs:
        for kind in ("float", "transposed", "vector", "scalar"):
            if kind == "scalar" and spec in ("[0]", "[0,3]") or spec == "[...,...]":
                continue
            if kind == "transposed" and spec in ("[True]", "[False]"):
                continue
            yield one(kind, f"index @ {spec}")
            if spec not in ("[::-1]", "[::0]"):
                yield using(kind, f"index_put @ {spec} 9", "tolist @")
    yield ["ones [2,3,4,5]", "tensor [0,1]", "tensor [[1],[2]]", "index #1 [:,#2]", "index #1 [:,#2,:,#2]", "index #1 [:,#2,#2]",
           "index #1 [0,:,#2]", "index #1 [#2,:,#2]", "index #1 [:,#3,#2]", "index #1 [#2,_,#2]", "index #1 [...,#2]"]
    yield ["arange 0 24", "view #1 [2,3,4]", "tensor [0,-1]", "index #2 [#3]", "tolist #4", "index #2 [:,#3,1:3]", "tolist #5",
           "tensor [1,2]", "index #2 [#3,#6,#6]", "tolist #7", "index #2 [#3,:,#6]", "tolist #8", "tensor [[0,1],[1,0]]",
           "index #2 [#9]", "index #2 [:,#9,#9]"]
    yield ["arange 0 6 - float32", "view #1 [2,3]", "gt #2 2", "index #2 [#3]", "tolist #4", "index_put #2 [#3] -1", "tolist #1",
           "tensor [True,False]", "index #2 [#5]", "index #2 [#5,1]", "index #2 [:,#5]", "tensor [True]", "index #2 [#7]",
           "tensor [0.5]", "index #2 [#8]", "tensor [0,5]", "index #2 [#9]", "tensor [0,1,2]", "tensor [0,1]", "index #2 [#10,#11]"]
    yield ["zeros [3,4]", "ones [4]", "index_put #1 [0] #2", "ones [3]", "index_put #1 [0] #3", "index_put #1 [:,0] #3",
           "index_put #1 [5] 1", "ones [2]", "index_put #1 [0,0] #4", "tensor [0,2]", "index_put #1 [#5] 5", "index_put #1 [#5,#5] #4",
           "tolist #1", "tensor [1,2]", "index_put #1 [#5] #6", "ones [3,3]", "index_put #1 [#5] #7"]
    yield ["tensor 3", "index #1 [0]", "ones [2,2]", "index #2 [#1]", "tensor 1", "index #2 [#3]", "index #2 [#3,#3]"]
    yield ["tensor [[1.0,2.0],[3.0,4.0]]", "tensor [[0,0],[1,0]]", "gather #1 1 #2", "tolist #3", "gather #1 0 #1", "tensor [1]",
           "gather #1 0 #4", "tensor [[5]]", "gather #1 1 #5", "index_select #1 0 #4", "tolist #6", "tensor [7]",
           "index_select #1 0 #7", "index_select #1 0 #1", "take_along_dim #1 #2 1", "zeros [2,2]", "scatter_ #9 1 #2 #1",
           "tolist #9", "scatter #9 0 #2 3.5", "tolist #10", "nonzero #2", "tolist #11", "one_hot #2", "tolist #12", "one_hot #2 3",
           "one_hot #1", "tensor [5]", "one_hot #14 3", "tensor [-1]", "one_hot #15"]
    yield ["tensor [[1.0,2.0],[3.0,4.0]]", "gt #1 1.5", "masked_select #1 #2", "tolist #3", "masked_select #1 #1", "masked_fill #1 #2 0",
           "tolist #4", "masked_fill #1 #2 -inf", "repr #5", "ones [4]", "gt #6 0", "masked_fill #1 #7 0", "masked_fill #1 #2 #6",
           "arange 0 4", "view #8 [2,2]", "masked_fill #9 #2 -inf", "masked_fill #9 #2 0.5", "tolist #10", "masked_fill_ #1 #2 -1",
           "tolist #1", "where #2 #1 0.0", "tolist #11", "where #2 #1 #9", "where #1 #1 #1", "where #2 #1 #6", "where #2 1.0 #1"]


def reductions():
    wanted = ["sum @", "sum @ 0", "sum @ -1 True", "sum @ [0,1]", "sum @ 2", "sum @ [0,0]", "sum @ 0 False float64", "mean @", "mean @ 1",
              "mean @ -1 True", "prod @", "prod @ 1", "std @", "std @ 0", "std @ 1 0", "var @", "var @ -1 1 True", "var @ 0 0", "max @",
              "max @ 0", "max @ -1 True", "max @ 5", "min @", "min @ 1", "amax @ [0,1]", "amax @ 0 True", "amin @ 1", "argmax @",
              "argmax @ 0", "argmax @ -1 True", "argmin @", "argmin @ 1", "any @", "any @ 0", "all @", "all @ 1 True",
              "count_nonzero @", "count_nonzero @ 0", "cumsum @ 0", "cumsum @ -1", "cumsum @ 3", "cumprod @ 1", "logsumexp @ 0",
              "logsumexp @ -1 True", "norm @", "norm @ 1", "norm @ inf", "norm @ 2 0", "norm @ 3 1 True", "norm @ 0", "median @",
              "trace @", "unique @", "sort @", "sort @ 0", "sort @ -1 True", "sort @ 5", "argsort @ 1", "topk @ 2", "topk @ 5",
              "topk @ 1 0", "topk @ 2 -1 False"]
    for request in wanted:
        for kind in ("float", "int", "bool", "double", "transposed", "stepped", "vector", "scalar", "empty", "special", "int32", "byte"):
            name = request.split()[0]
            if kind == "special" and name in ("sort", "argsort", "topk", "unique", "median", "logsumexp", "std", "var", "cumprod"):
                continue
            if kind == "empty" and name in ("norm", "logsumexp", "median", "trace", "topk", "std", "var", "max", "min", "argmax", "argmin",
                                            "amax", "amin") and request not in ("max @", "argmax @"):
                continue
            if kind == "bool" and name in ("median", "trace", "topk", "cumprod", "argsort", "logsumexp", "amax", "amin", "unique"):
                continue
            if kind == "byte" and name in ("median", "cumprod"):
                continue
            if name in ("argmax", "argmin") and kind in ("bool", "transposed"):
                continue
            if kind == "scalar" and name in ("std", "var", "cumsum", "trace"):
                continue
            if name == "count_nonzero" and kind == "scalar" or request == "norm @ 3 1 True" and kind == "special":
                continue
            if kind in ("int", "int32", "byte") and name in ("std", "var", "norm", "mean") and request not in ("std @", "mean @", "norm @"):
                continue
            yield one(kind, request)
    yield ["zeros [2,0]", "sum #1 1", "tolist #2", "prod #1 1", "tolist #3", "any #1 0", "all #1 1", "tolist #5", "max #1 1",
           "argmax #1 1", "mean #1 1", "repr #6"]
    yield ["tensor [3,1,2,1]", "bincount #1", "tolist #2", "sort #1", "tolist #4", "sort #1 -1 True", "tolist #6"]


def joining():
    yield ["ones [2,3]", "zeros [4,3]", "cat [#1,#2]", "cat [#1,#1] 1", "cat [#1,#1] 2", "ones [4,5]", "cat [#1,#5]", "ones [3]",
           "cat [#1,#6]", "cat []", "stack []", "stack [#1,#1]", "stack [#1,#1] -1", "stack [#1,#5]", "tensor 1.0", "cat [#9,#9]",
           "stack [#9,#9]", "arange 0 3", "cat [#6,#11]", "tensor []", "cat [#13,#1]", "cat [#1,#13,#1]"]
    yield ["arange 0 10", "view #1 [5,2]", "split #2 2", "tolist #5", "split #2 [1,4]", "split #2 [1,2]", "split #2 0", "split #2 -1",
           "split #2 2 5", "chunk #2 2", "chunk #2 3", "chunk #2 0", "chunk #2 7", "unbind #2", "unbind #2 1", "unbind #2 3",
           "chunk #2 2 -1"]
    yield ["tensor [1,2]", "tensor [3,4,5]", "meshgrid [#1,#2] ij", "tolist #3", "tolist #4", "meshgrid [#1,#2] xy", "tolist #5",
           "tolist #6", "broadcast_tensors [#1,#2]", "ones [3,1]", "broadcast_tensors [#1,#7]", "stride #8", "diag #1", "tolist #10",
           "diag #10", "tolist #11", "diag #1 1", "tolist #12", "diag #10 -1", "diag_embed #10", "tolist #14", "outer #1 #2",
           "tolist #15", "outer #10 #2"]


def products():
    shapes = ["[3]", "[4]", "[2,3]", "[3,2]", "[3,4]", "[2,2,3]", "[2,3,4]", "[3,3,2]", "[2,1,3,4]", "[5,4,2]", "[1,3,4]", "[]", "[0,3]",
              "[3,0]"]
    for a in shapes:
        for b in shapes:
            if "0" in a + b and ("]" in a and a == "[]" or b == "[]"):
                continue
            yield [f"full {a} 0.5 float32", f"full {b} 0.25 float32", "matmul #1 #2", "tolist #3"]
    for name in ("mm", "bmm", "mv", "dot"):
        for a, b in itertools_pairs(["[3]", "[2,3]", "[3,2]", "[2,3,4]", "[2,4,3]", "[3,4,3]", "[4]"]):
            yield [f"ones {a}", f"ones {b}", f"{name} #1 #2", "tolist #3"]
    yield ["tensor [[1,2],[3,4]]", "matmul #1 #1", "tolist #2", "ones [2,2]", "matmul #1 #3", "matmul #3 #1", "gt #1 1", "matmul #4 #4",
           "to #1 float64", "matmul #5 #5", "tolist #6", "matmul #5 #3"]
    yield ["tensor [[0.5,-1.0,2.0],[1.5,0.25,-0.75]]", "tensor [[1.0,2.0,3.0],[0.5,-0.5,0.25]]", "linear #1 #2", "tolist #3",
           "tensor [1.0,-1.0]", "linear #1 #2 #4", "tolist #5", "ones [4,5]", "linear #1 #6", "linear #4 #2", "ones [3,1,3]",
           "linear #7 #2 #4", "tolist #8", "ones [5]", "addmm #4 #1 #2"]
    patterns = ["ij,kj->ik", "ij,ij->", "ij->ji", "ij->", "ij->i", "ij,kj", "ij,ij->ij", "...j,...j->...", "ij,kl->ijkl", "ii->i",
                "ij,jk->ik", "ij,jk->iz", "ijk->i", "ij->ii", "i1->i", "ij-ik", "ij,...j->i...", "..j->j", "ji", "ij,kj->"]
    for pattern in patterns:
        inputs = pattern.split("->")[0].count(",") + 1
        yield ["tensor [[0.5,-1.0,2.0],[1.5,0.25,-0.75]]", "tensor [[1.0,2.0,3.0],[0.5,-0.5,0.25]]",
               f"einsum {pattern} [{','.join(['#1', '#2'][:inputs])}]", "tolist #3"]
    yield ["arange 0 48 - float32", "view #1 [2,3,2,4]", "einsum bhtd,bhsd->bhts [#2,#2]", "tolist #3", "einsum bhts,bhsd->bthd [#3,#2]",
           "tolist #4", "ones [3,4]", "einsum bhtd,hd->bht [#2,#5]", "tolist #6", "einsum bhtd,hd->bd [#2,#5]", "tolist #7",
           "einsum b...,b...->b [#2,#2]", "tolist #8", "ones [1,4]", "einsum ij,kj->ik [#5,#9]", "einsum bhtd,bhsd,bhsd->bht [#2,#2,#2]",
           "tolist #11", "tensor [[1.0,2.0],[3.0,4.0]]", "einsum ii->i [#12]", "tolist #13", "einsum ii [#12]", "tolist #14",
           "einsum ij [#12,#12]", "einsum ij,jk [#12]"]


def itertools_pairs(values):
    return [(a, b) for a in values for b in values]


def layers():
    for kind in ("float", "double", "int", "bool", "transposed", "vector", "scalar", "cube", "empty"):
        for dim in ("-1", "0", "1", "2"):
            yield one(kind, f"softmax @ {dim}")
            yield one(kind, f"log_softmax @ {dim}")
    yield ["tensor [[-inf,1.0,2.0],[-inf,-inf,-inf]]", "softmax #1 -1", "repr #2", "log_softmax #1 -1", "repr #3", "softmax #1 0",
           "repr #4", "tensor [1,2,3]", "softmax #5 0 float32", "tolist #6"]
    yield ["tensor [[0.5,-1.0,2.0],[1.5,0.25,-0.75]]", "layer_norm #1 [3]", "tolist #2", "layer_norm #1 [2,3]", "tolist #3", "ones [4]",
           "layer_norm #1 [3] #4", "layer_norm #1 [4]", "tensor [1.0,2.0,0.5]", "layer_norm #1 [3] #5 #5", "tolist #6",
           "tensor [[1,2,3]]", "layer_norm #7 [3]", "layer_norm #1 [3] - - 0.1", "tolist #8"]
    yield ["tensor [[0.5,-1.0,2.0],[1.5,0.25,-0.75]]", "tensor [[0,1],[1,1]]", "embedding #1 #2", "tolist #3", "tensor [9]",
           "embedding #1 #4", "embedding #1 #1", "tensor [2,0]", "cross_entropy #1 #5", "tolist #6", "tensor [0,5]", "cross_entropy #1 #7",
           "tensor [0]", "cross_entropy #1 #8", "mul #1 2", "mse_loss #1 #9", "tolist #10", "cosine_similarity #1 #9 1", "tolist #11",
           "cosine_similarity #1 #9 0", "tolist #12"]


def creating():
    for request in ("tensor 3", "tensor 2.5", "tensor True", "tensor []", "tensor [[],[]]", "tensor [1,2.5,True]", "tensor [True,1]",
                    "tensor [[1,2],[3]]", "tensor [1,2] bool", "tensor [1.5,-2.5] int64", "tensor [300,-1] uint8", "tensor [1e40]",
                    "tensor [[[1,2],[3,4]],[[5,6],[7,8]]]", "tensor [[1,2],[3,4],[5]]", "zeros [2,3]", "zeros []", "zeros 3",
                    "zeros [0,2]", "zeros [-1]", "zeros [2,-3]", "ones [2] int64", "ones [2] bool", "full [2] True", "full [2] 1",
                    "full [2] 1.5", "full [2,2] -inf", "full [] 7", "full [2] 1 float32", "eye 3", "eye 2 3", "eye -1", "eye 2 - int64",
                    "arange 0 5", "arange 2 10 3", "arange 0 1 0.3", "arange 5 0 -2", "arange 5 0", "arange 0 1 0", "arange 0 3.0",
                    "arange 0 3 - float32", "arange 0.5 3", "arange 0 5 -1", "arange 0 0", "linspace 0 1 5", "linspace 1 -1 4",
                    "linspace 0 1 1", "linspace 0 1 0", "linspace 0 1 -1", "linspace -5 10 7 float64", "randint 5 5 [2]",
                    "tril_indices 3 3", "triu_indices 3 4 1", "tril_indices 2 3 -1", "rand [2] int64", "randn [2] int64"):
        yield [request, "tolist #1", "repr #1"]
    yield ["tensor 1.5", "tensor 2", "tensor [#1,#2]", "tolist #3", "ones [2]", "tensor [#4,#4]", "ones [1,1]", "tensor [[#5,#1]]"]
    for kind in ("float", "int", "bool", "byte", "transposed"):
        for request in ("zeros_like @", "ones_like @", "full_like @ 2", "full_like @ 1.5", "zeros_like @ float64", "ones_like @ bool"):
            if kind == "transposed":
                yield using(kind, request, "tolist +")
            else:
                yield one(kind, request)


def scalars():
    for kind in ("float", "int", "bool", "scalar", "int_scalar", "empty", "vector"):
        for request in ("item @", "bool @", "int @", "float @", "len @", "tolist @"):
            yield using(kind, request)
    for text in ("0.1", "nan", "inf", "-inf", "1e-10", "16777216.0", "0.30000001192092896", "-0.0", "123456.789"):
        yield [f"tensor {text}", "item #1", "int #1", "bool #1", f"tensor {text} float64", "item #2"]
    for a in ("float", "int", "bool", "byte", "double", "scalar", "int_scalar"):
        for second in ("tensor 1.5 float64", "tensor [1.5]", "tensor [2]", "tensor 2", "tensor [True]", "tensor [1] int32"):
            setup, handle = KINDS[a]
            yield setup + [second, f"result_type {handle} #{len(setup) + 1}"]
        for number in ("1", "1.5", "True"):
            yield using(a, f"result_type @ {number}")
    yield ["tensor [1.0,2.0]", "tensor [1.0,2.000001]", "allclose #1 #2", "equal #1 #2", "equal #1 #1", "isclose #1 #2", "ones [3]",
           "equal #1 #4", "allclose #1 #4", "tensor [1,2]", "allclose #1 #5", "tensor [nan,1.0]", "allclose #6 #6",
           "allclose #6 #6 1e-05 1e-08 True", "tensor [inf,1.0]", "allclose #7 #7", "isclose #7 #6"]


def printing():
    data = ["1.0", "0.5", "1.5", "3", "True", "nan", "inf", "-inf", "1e-5", "1e9", "12345.678", "-0.0", "0.0", "1e-8", "123456789.0",
            "[1.0,2.0]", "[1.0,2.5]", "[1.0,-2.0]", "[0.1,0.22,0.333]", "[1e-5,1.0]", "[1e-3,1.0]", "[0.00012,0.5]", "[1.0,1000.0]",
            "[1.0,1001.0]", "[1.0,10000.0]", "[0.5,499.0]", "[0.5,501.0]", "[1e8,1.5e8]", "[1e8,2e8]", "[nan,1.0]", "[nan,1.5]",
            "[inf,-inf]", "[inf,1.0]", "[nan,nan]", "[-inf,0.5]", "[0.0,0.0]", "[-0.5,0.25]", "[1,20,-300]", "[True,False]", "[]",
            "[[]]", "[[1.0,2.0],[3.0,4.5]]", "[[1,2],[30,4]]", "[[True],[False]]", "[[[1,2],[3,4]],[[5,6],[7,8]]]",
            "[[[0.5]],[[1.5]]]", "[1e-10,1e10]", "[100000.0,100005.0]", "[1e38,1e-38]", "[0.99995,0.99994]", "[9.99995]",
            "[123456.0,0.5]", "[1e20,1.0]", "[3.0,nan,inf]", "[1e5,nan,-1e-5]", "[-1.0]", "[0.12345]", "[2.00005,1.00005]"]
    for text in data:
        yield [f"tensor {text}", "repr #1", f"tensor {text} float64", "repr #2"]
    for dtype in ("uint8", "int32", "bool", "float32", "int64"):
        yield [f"zeros [2,2] {dtype}", "repr #1", f"zeros [0] {dtype}", "repr #2", f"zeros [2,0] {dtype}", "repr #3",
               f"ones [] {dtype}", "repr #4"]
    for size in ("0 20", "0 25", "0 30", "0 100", "0 1000", "0 1001", "-500 600 0.5", "0 2000 0.5", "100000 100030"):
        yield [f"arange {size}", "repr #1", "div #1 7", "repr #2", "mul #1 1.0", "repr #3"]
    for shape in ("[40,50]", "[7,200]", "[200,7]", "[10,11,12]", "[3,4,5]", "[2,3,2,2]", "[1,1,1001]", "[1001,1]", "[7,7,7,7]", "[6,200]"):
        yield ["manual_seed 3", f"arange 0 10000", "index #1 [:" + str(size_of(shape)) + "]", f"reshape #2 {shape}", "repr #3",
               "div #3 8", "repr #4", "gt #3 6", "repr #5", "mul #3 1.0", "repr #6"]
    yield ["manual_seed 0", "randn [5,8]", "repr #1", "rand [3,3]", "repr #2", "t #1", "repr #3",
           "index #1 [::2]", "repr #4"]
    yield ["tensor [[0.123456,1.5],[2.25,3.0]]", "print_options 2", "repr #1", "print_options 6", "repr #1", "print_options - 3 1",
           "repr #1", "arange 0 20", "repr #2", "print_options - 1000 3 40", "repr #2", "print_options 4 1000 3 80 True", "repr #1",
           "print_options 4 1000 3 80 False", "tensor [1e-6,1.0]", "repr #3"]


def size_of(shape):
    total = 1
    for size in shape[1:-1].split(","):
        total *= int(size)
    return total


def random():
    for seed in (0, 1, 42, 1234567890123):
        yield [f"manual_seed {seed}", "rand [3]", "tolist #1", "randn [3]", "tolist #2", "randn [2,2]", "tolist #3", "randn [16]", "tolist #4",
               "randn [4,5]", "tolist #5", "randn [35]", "tolist #6", "rand [5] float64", "tolist #7", "randn [3] float64", "tolist #8",
               "randn [20] float64", "tolist #9", "randint 0 10 [8]", "tolist #10", "randperm 9", "tolist #11", "randint -5 5 [3]",
               "tolist #12", "randn [2]", "tolist #13"]
    yield ["ones [4,4]", "dropout #1 0.5", "tolist #2", "dropout #1 0.25", "tolist #3", "dropout #1 1.0", "tolist #4", "dropout #1 0.0",
           "dropout #1 0.5 False", "tolist #6"]
    yield ["zeros [3,3]", "uniform_ #1 -1 1", "tolist #1", "normal_ #1", "tolist #1", "zeros [4,8]", "normal_ #2 1 0.02", "tolist #2",
           "normal_ #2 0 -1", "uniform_ #2 2 1", "arange 0 3", "normal_ #3", "uniform_ #3", "bernoulli_ #1 0.5", "tolist #1"]
    yield ["rand_like #1", "ones [5]", "rand_like #1", "randn_like #1", "tolist #3", "full [20] 0.5", "bernoulli #4", "tolist #5",
           "mul #1 2", "bernoulli #6"][1:]


def cases():
    for group in (creating, scalars, unaries, binaries, in_place, views, indexing, reductions, joining, products, layers, printing, random):
        yield from group()
