print("examledger")
