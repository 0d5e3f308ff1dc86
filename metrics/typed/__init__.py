"""What is typed in the browser (在线填报), before anything is read of it."""
