# nn.Module. Parameters, buffers and modules are kept in the order in which they were assigned.
from collections import OrderedDict

from .parameter import Parameter

_stores = ("_parameters", "_buffers", "_modules")


class Module:
    def __init__(self, *args, **kwargs):
        for store in _stores:
            object.__setattr__(self, store, OrderedDict())
        object.__setattr__(self, "_hooks", [])
        object.__setattr__(self, "_passing", set())
        object.__setattr__(self, "training", True)

    def forward(self, *args, **kwargs):
        raise NotImplementedError(
            'Module [%s] is missing the required "forward" function' % type(self).__name__
        )

    def __call__(self, *args, **kwargs):
        result = self.forward(*args, **kwargs)
        for hook in self.__dict__.get("_hooks", ()):
            changed = hook(self, args, result)
            if changed is not None:
                result = changed
        return result

    # ------------------------------------------------------------ attributes
    def _store(self, name):
        return self.__dict__.get(name)

    def __getattr__(self, name):
        if name not in _stores:
            for store in _stores:
                kept = self._store(store)
                if kept is not None and name in kept:
                    return kept[name]
        raise AttributeError("'%s' object has no attribute '%s'" % (type(self).__name__, name))

    def __setattr__(self, name, value):
        parameters = self._store("_parameters")
        if isinstance(value, Parameter):
            if parameters is None:
                raise AttributeError("cannot assign parameters before Module.__init__() call")
            self._forget(name)
            parameters[name] = value
        elif isinstance(value, Module):
            if parameters is None:
                raise AttributeError("cannot assign module before Module.__init__() call")
            self._forget(name)
            self._modules[name] = value
        elif parameters is not None and name in parameters:
            if value is not None:
                raise TypeError(
                    "cannot assign '%s' as parameter '%s' (torch.nn.Parameter or None expected)" % (_kind(value), name)
                )
            parameters[name] = None
        elif parameters is not None and name in self._modules:
            if value is not None:
                raise TypeError(
                    "cannot assign '%s' as child module '%s' (torch.nn.Module or None expected)" % (_kind(value), name)
                )
            self._modules[name] = None
        elif parameters is not None and name in self._buffers:
            self._buffers[name] = value
        else:
            object.__setattr__(self, name, value)

    def _forget(self, name):
        for store in _stores:
            self._store(store).pop(name, None)
        if name in self.__dict__:
            object.__delattr__(self, name)

    def __delattr__(self, name):
        for store in _stores:
            kept = self._store(store)
            if kept is not None and name in kept:
                kept.pop(name)
                return
        object.__delattr__(self, name)

    def register_parameter(self, name, param):
        self._parameters[name] = param

    def register_buffer(self, name, tensor, persistent=True):
        if self._store("_buffers") is None:
            raise AttributeError("cannot assign buffer before Module.__init__() call")
        if not isinstance(name, str) or "." in name or name == "":
            raise KeyError('buffer name can\'t contain "."' if name != "" else 'buffer name can\'t be empty string ""')
        if hasattr(self, name) and name not in self._buffers:
            raise KeyError("attribute '%s' already exists" % name)
        if not persistent:
            self._passing.add(name)
        self._buffers[name] = tensor

    def add_module(self, name, module):
        self._modules[name] = module

    register_module = add_module

    def register_forward_hook(self, hook):
        self._hooks.append(hook)
        return _Handle(self._hooks, hook)

    # ------------------------------------------------------------ what is in it
    def named_children(self):
        return [(name, module) for name, module in self._modules.items() if module is not None]

    def children(self):
        return iter([module for name, module in self.named_children()])

    def named_modules(self, memo=None, prefix=""):
        memo = set() if memo is None else memo
        found = []
        if id(self) not in memo:
            memo.add(id(self))
            found.append((prefix, self))
            for name, module in self.named_children():
                found += module.named_modules(memo, _joined(prefix, name))
        return found

    def modules(self):
        return iter([module for name, module in self.named_modules()])

    def _named(self, store, prefix, recurse):
        seen = set()
        found = []
        for path, module in self.named_modules(None, prefix) if recurse else [(prefix, self)]:
            for name, value in module._store(store).items():
                if value is not None and id(value) not in seen:
                    seen.add(id(value))
                    found.append((_joined(path, name), value))
        return found

    def named_parameters(self, prefix="", recurse=True):
        return iter(self._named("_parameters", prefix, recurse))

    def parameters(self, recurse=True):
        return iter([value for name, value in self._named("_parameters", "", recurse)])

    def named_buffers(self, prefix="", recurse=True):
        return iter(self._named("_buffers", prefix, recurse))

    def buffers(self, recurse=True):
        return iter([value for name, value in self._named("_buffers", "", recurse)])

    def get_submodule(self, target):
        module = self
        for name in target.split(".") if target else []:
            module = getattr(module, name)
        return module

    # ------------------------------------------------------------ state
    def state_dict(self, prefix="", keep_vars=False):
        state = OrderedDict()
        self._collect(state, prefix)
        return state

    def _collect(self, state, prefix):
        for name, value in self._parameters.items():
            if value is not None:
                state[prefix + name] = value.detach()
        for name, value in self._buffers.items():
            if value is not None and name not in self._passing:
                state[prefix + name] = value.detach()
        for name, module in self.named_children():
            module._collect(state, prefix + name + ".")

    def load_state_dict(self, state_dict, strict=True):
        own = self.state_dict()
        missing = [name for name in own if name not in state_dict]
        unexpected = [name for name in state_dict if name not in own]
        problems = []
        if strict and unexpected:
            problems.append("Unexpected key(s) in state_dict: %s. " % ", ".join(['"%s"' % name for name in unexpected]))
        if strict and missing:
            problems.append("Missing key(s) in state_dict: %s. " % ", ".join(['"%s"' % name for name in missing]))
        for name in own:
            if name in state_dict and tuple(own[name].shape) != tuple(state_dict[name].shape):
                problems.append(
                    "size mismatch for %s: copying a param with shape torch.Size(%s) from checkpoint, "
                    "the shape in current model is torch.Size(%s)."
                    % (name, list(state_dict[name].shape), list(own[name].shape))
                )
        if problems:
            raise RuntimeError(
                "Error(s) in loading state_dict for %s:\n\t%s" % (type(self).__name__, "\n\t".join(problems))
            )
        for name in own:
            if name in state_dict:
                own[name].copy_(state_dict[name])
        return "<All keys matched successfully>"

    # ------------------------------------------------------------ modes
    def train(self, mode=True):
        object.__setattr__(self, "training", mode)
        for module in self.children():
            module.train(mode)
        return self

    def eval(self):
        return self.train(False)

    def requires_grad_(self, requires_grad=True):
        for parameter in self.parameters():
            parameter.requires_grad = requires_grad
        return self

    def zero_grad(self, set_to_none=True):
        pass

    def apply(self, function):
        for module in self.children():
            module.apply(function)
        function(self)
        return self

    def to(self, *args, **kwargs):
        for module in self.modules():
            for store in (module._parameters, module._buffers):
                for name, value in store.items():
                    if value is not None and value.is_floating_point():
                        moved = value.to(*args, **kwargs)
                        if moved is not value:
                            value.data = moved
        return self

    def cpu(self):
        return self

    def float(self):
        from .._bridge import dtypes

        return self.to(dtypes["float32"])

    def double(self):
        from .._bridge import dtypes

        return self.to(dtypes["float64"])

    def cuda(self, *args):
        raise AssertionError("Torch not compiled with CUDA enabled")

    def __deepcopy__(self, memo):
        import copy

        twin = object.__new__(type(self))
        for name, value in self.__dict__.items():
            if name in _stores:
                value = OrderedDict([(key, copy.deepcopy(kept)) for key, kept in value.items()])
            elif name not in ("_hooks", "_passing", "training"):
                value = copy.deepcopy(value)
            object.__setattr__(twin, name, value)
        return twin

    # ------------------------------------------------------------ words
    def extra_repr(self):
        return ""

    def _get_name(self):
        return type(self).__name__

    def __repr__(self):
        lines = []
        for name, module in self._modules.items():
            lines.append("(%s): %s" % (name, repr(module).replace("\n", "\n  ")))
        extra = self.extra_repr()
        if not lines:
            return "%s(%s)" % (self._get_name(), extra)
        return "%s(\n  %s\n)" % (self._get_name(), "\n  ".join(([extra] if extra else []) + lines))

    def __str__(self):
        return self.__repr__()

    def __hash__(self):
        return id(self)


class _Handle:
    def __init__(self, hooks, hook):
        self._hooks = hooks
        self._hook = hook

    def remove(self):
        if self._hook in self._hooks:
            self._hooks.remove(self._hook)


def _joined(prefix, name):
    return prefix + "." + name if prefix else name


def _kind(value):
    return value.type() if hasattr(value, "_name") else type(value).__name__
