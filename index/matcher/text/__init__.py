"""Text to sentences, words and terms, in one spelling for what people write in several."""
