"""Charts: what a plan or a what-if says, each as a picture and in words."""
