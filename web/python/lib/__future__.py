annotations = division = print_function = True
