"""What other frameworks train, recorded as a history: PyTorch, scikit-learn and Keras.

Each module imports its own framework, and none is imported before it is asked for.
"""
