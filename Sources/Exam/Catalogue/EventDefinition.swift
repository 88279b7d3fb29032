public import Primitives

/// What the catalogue says of one type of event.
public struct EventDefinition: Hashable, Sendable {
    /// The kinds of event.
    public enum Class: String, CaseIterable, Hashable, Sendable {
        /// Something the candidate does.
        case action
        /// A fact that a system or a device states.
        case fact
        /// A refusal, recorded with its reason.
        case refusal
        /// Something staff do.
        case staff
        /// An incident or a detection; it never changes the state.
        case incident
    }

    /// The type.
    public let type: EventType
    /// The family, the name of its schema document.
    public let family: String
    /// The title in both languages.
    public let title: Phrase
    /// The kind of event.
    public let `class`: Class
    /// The place in the document that defines the domain.
    public let seed: String
    /// What it changes, in the words of the catalogue.
    public let effect: String
    /// The names of personal values that it may commit to.
    public let personal: [String]
    /// The members of its payload.
    public let members: [MemberDefinition]

    /// What the catalogue says of a type.
    public static func of(_ type: EventType) -> EventDefinition? {
        all.first { $0.type == type }
    }
}

/// What the catalogue says of one member of a payload.
public struct MemberDefinition: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The kind of value, such as `int` or `{pass,warn,fail}`.
    public let kind: String
    /// Whether it must be there.
    public let isRequired: Bool
    /// The unit, where it has one.
    public let unit: String?
}

/// What the catalogue says of one parameter of the rules.
public struct ParameterDefinition: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The unit, where it has one.
    public let unit: String?
    /// The value that is proposed, as people write it.
    public let standard: String
    /// What it is for, in both languages.
    public let meaning: Phrase
}

/// A family of events: one document under `schemas/`.
public struct EventFamily: Hashable, Sendable {
    /// The name of the document.
    public let name: String
    /// The title in both languages.
    public let title: Phrase
}
