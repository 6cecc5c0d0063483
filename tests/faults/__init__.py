"""What dies, is started again: with 200 submissions in flight, and every one of them gets exactly one verdict."""
