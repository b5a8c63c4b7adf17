"""Direct debit: mandates that members sign, batches that the bank collects, and what it sends back."""
