import Exam
import Primitives

extension Refusal {
    static func unknownKey(_ keyID: KeyID) -> Refusal {
        Refusal(
            .keyUnknown,
            Phrase(
                en: "key \(keyID.hex) is not enrolled in this ledger", zh: "密钥 \(keyID.hex) 未在本账本登记"))
    }

    static func revokedKey(_ keyID: KeyID, holder: String) -> Refusal {
        Refusal(
            .keyRevoked,
            Phrase(
                en: "key \(keyID.hex) of \(holder) has been revoked", zh: "\(holder) 的密钥 \(keyID.hex) 已吊销"))
    }

    static func otherRole(_ keyID: KeyID, enrolled: [Role], claimed: Role) -> Refusal {
        let roles = enrolled.map(\.rawValue).joined(separator: ", ")
        return Refusal(
            .keyRole,
            Phrase(
                en: "key \(keyID.hex) is enrolled for \(roles), not for \(claimed.rawValue)",
                zh: "密钥 \(keyID.hex) 登记的角色是 \(roles)，不是 \(claimed.rawValue)"))
    }

    static func outsideValidity(_ keyID: KeyID, holder: String) -> Refusal {
        Refusal(
            .keyValidity,
            Phrase(
                en: "key \(keyID.hex) of \(holder) is not valid at this time",
                zh: "\(holder) 的密钥 \(keyID.hex) 此时不在有效期内"))
    }

    static func otherHolder(_ keyID: KeyID, holder: String, claimed: String) -> Refusal {
        Refusal(
            .keyHolder,
            Phrase(
                en: "key \(keyID.hex) belongs to \(holder), and the actor says \(claimed)",
                zh: "密钥 \(keyID.hex) 属于 \(holder)，而陈述人自称 \(claimed)"))
    }

    static func unacceptableKey(_ keyID: KeyID) -> Refusal {
        Refusal(
            .keyUnacceptable,
            Phrase(
                en: "the public key is not the one that id \(keyID.hex) names, or is not a sound Ed25519 key",
                zh: "公钥与标识 \(keyID.hex) 不符，或不是可靠的 Ed25519 密钥"))
    }

    static func otherRevocation(_ keyID: KeyID) -> Refusal {
        Refusal(
            .keyAuthority,
            Phrase(
                en: "key \(keyID.hex) is not of the kind that this type revokes",
                zh: "密钥 \(keyID.hex) 不属于该类型可吊销的种类"))
    }
}
