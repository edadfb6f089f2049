// The library's face: who imports Moonwire has the rooms behind it too, and need not know how they are cut.
@_exported public import Analysis
@_exported public import Corpus
@_exported public import FeedFetching
@_exported public import FeedParsing
@_exported public import InvertedIndex
@_exported public import Reindexing
@_exported public import Search
@_exported public import Storage
