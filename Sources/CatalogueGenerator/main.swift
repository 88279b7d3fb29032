import Foundation
let arguments = CommandLine.arguments
try "enum Generated {}\n".write(toFile: arguments[2], atomically: true, encoding: .utf8)
