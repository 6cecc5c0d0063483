# first

   # second
