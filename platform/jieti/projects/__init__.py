"""What learners build: milestones, handing in, and what a mentor found. Knows courses and study, not mentoring."""
