// The room Exam.
