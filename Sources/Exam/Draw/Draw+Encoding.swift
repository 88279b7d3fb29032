internal import Primitives

extension Draw {
    /// The bytes that are hashed in a draw: a tag first, then values of fixed width and texts with their length.
    struct Message {
        private(set) var bytes: [UInt8]

        /// T(tag): what a message is for stands in front of it, so that none can be taken for another.
        init(_ tag: String) {
            bytes = Array("ExamLedger/draw/v1/\(tag)".utf8) + [0]
        }

        var digest: Digest { SHA256.digest(of: bytes) }

        /// An unsigned integer, big-endian in its full width.
        func adding(_ value: some FixedWidthInteger & UnsignedInteger) -> Message {
            changed { $0.append(bigEndian: value) }
        }

        /// A text behind its length in two bytes; a statement is too short for a text that these could not count.
        func adding(_ text: String) -> Message {
            changed {
                $0.append(bigEndian: UInt16(text.utf8.count))
                $0.append(contentsOf: text.utf8)
            }
        }

        func adding(_ digest: Digest) -> Message {
            changed { $0.append(digest) }
        }

        func adding(_ other: [UInt8]) -> Message {
            changed { $0 += other }
        }

        private func changed(_ change: (inout [UInt8]) -> Void) -> Message {
            var message = self
            change(&message.bytes)
            return message
        }
    }
}
