# The page draws what programs plot: pyplot keeps it as data.
def use(backend, force=True):
    pass


rcParams = {}
