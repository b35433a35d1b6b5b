def warn(message, *args, **kwargs):
    print("Warning: " + str(message))


def filterwarnings(*args, **kwargs):
    pass


simplefilter = filterwarnings
