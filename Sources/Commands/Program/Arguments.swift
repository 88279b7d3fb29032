public import ArgumentParser
public import Exam
public import Primitives
public import Simulation
public import Terminal

// The words of the domain as arguments: their raw values are what a person types.
extension Language: ExpressibleByArgument {}
extension ColorChoice: ExpressibleByArgument {}
extension Mode: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension LedgerOpened.Clock: ExpressibleByArgument {}
extension StaffKeyEnrolled.Role: ExpressibleByArgument {}
extension StaffKeyRevoked.Reason: ExpressibleByArgument {}
extension LogKeyRotated.Reason: ExpressibleByArgument {}
extension ParameterSet: ExpressibleByArgument {}
extension SimulationOptions.Aftermath: ExpressibleByArgument {}
extension DisputeDecided.Outcome: ExpressibleByArgument {}
extension DecisionIssued.Outcome: ExpressibleByArgument {}
extension EvidenceReexamined.Result: ExpressibleByArgument {}
extension PenaltyNoticeServed.Channel: ExpressibleByArgument {}
