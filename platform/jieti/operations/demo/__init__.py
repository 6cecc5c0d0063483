"""The demo school: an author, a mentor and thirty learners who have really handed things in."""
