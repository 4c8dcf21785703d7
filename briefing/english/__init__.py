"""What English text says: numbers, quantities, dates; sentences, names, attribution, terms of likelihood."""
