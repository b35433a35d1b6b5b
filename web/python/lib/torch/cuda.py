# There is no graphics card for tensors here, and programs that ask whether there is go on without one.


def is_available():
    return False


def device_count():
    return 0
