raise ImportError("there are no dataclasses here: write a class with __init__(self, ...), or use nn.Module")
